"""What editors hand in: documents to be read out, tables to be compared and written."""

from .documents import ImportJob, job_path
from .tables import TableJob, TableRow, table_path

__all__ = ["ImportJob", "TableJob", "TableRow", "job_path", "table_path"]
