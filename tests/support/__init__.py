"""What the tests run on: PostgreSQL, Chromium, and the machine that has them."""
