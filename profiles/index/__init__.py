"""The reading room's index: filled when a dossier is loaded, asked by lists and search.

`entries` makes what can be found, `questions` asks for it, and `engines` does both on
SQLite (FTS5) and on PostgreSQL (tsvector). Nothing outside knows which it is.
"""
