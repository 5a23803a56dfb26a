"""The catalogue's own signal, for changes that Django's signals do not show.

`items_changed(sender=CatalogPage, ids=[…])` is sent inside the transaction that makes the change: by
`CatalogQuerySet.update`, by merges and bulk tagging, and when a part of the tree moves. Whoever keeps a copy
of the catalogue (search) listens to it; the catalogue does not know who does.
"""

from django.dispatch import Signal

items_changed = Signal()
