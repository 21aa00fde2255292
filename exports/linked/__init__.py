"""What a page says of its record to programs that read pages: JSON-LD in the words of schema.org.

It is made of what the page has loaded already, and names published records only, whoever looks.
"""
