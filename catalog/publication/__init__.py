"""The way of an item to the public and back: three looks (初审, 复审, 终审), and 紧急撤下.

Built on Wagtail's workflows. Here: which levels there are (levels), the workflow itself (chain), what is published
at its end (finishing), what is written down (records), who is told (mail). The task is catalog.models.looks; the
screens are catalog.admin's.
"""
