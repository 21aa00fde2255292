"""How records and their sources are cited: one entry in CSL-JSON, and from it the other formats."""
