"""All that is published as one archive: written ahead, and offered on the data page."""
