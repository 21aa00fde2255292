"""How gunicorn serves the site: `gunicorn --config deploy/gunicorn.py config.wsgi`.

Where it listens is said by who starts it: `make serve`, dangjian.socket, or the container.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from config.settings import WORKERS

worker_class = "gthread"
workers = WORKERS
threads = 4
accesslog = "-"
# Signals and systemd say what to do; nothing else listens.
control_socket_disable = True

# Longer than the longest answer until its first byte, a Word document of everything.
timeout = 120
# Who is being answered when the server is stopped or started anew is answered first.
graceful_timeout = 30
# Memory that a library does not give back is back at the latest then; never both workers at once.
max_requests = 50_000
max_requests_jitter = 10_000

# nginx in front refuses the same; without it nobody may fill the memory with headers.
limit_request_line = 8190
limit_request_fields = 60
limit_request_field_size = 8190
