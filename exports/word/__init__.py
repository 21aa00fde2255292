"""Word documents: records → what is said (drafting) → how it is laid out (GB/T 9704-2012) → a file.

docs/decisions/0021-word-documents.md says why it is done so.
"""
