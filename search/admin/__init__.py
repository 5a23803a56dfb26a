"""What the Wagtail admin shows of search: the operators' screens here, the editors' words beside them.

Decided everywhere here: a view asks for the right it needs and shows; what is done to the index lies in the room above
this folder.
"""
