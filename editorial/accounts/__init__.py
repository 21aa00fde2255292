"""Signing in, passwords, the second factor, and who is signed in where."""
