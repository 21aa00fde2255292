"""The base as an archive (数据包): what stands in it, and records as its lines.

`exports/` writes archives, `imports/archives/` loads them; docs/archive.md describes the format.
"""
