"""Keeping the site in service: its examination, backups, replicas, figures."""
