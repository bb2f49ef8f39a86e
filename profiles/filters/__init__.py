"""What lists can be narrowed by: a form a list, read by django-filter.

The filters of what the index holds narrow a question to it; `bases` says how.
"""
