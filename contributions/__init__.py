"""What teachers send and how it is judged: calls, quotas, submissions, reviews, publicity, certificates.

Its place between home and search is held; what it does comes with its own issue.
"""
