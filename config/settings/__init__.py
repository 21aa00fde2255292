"""Settings, driven by the environment; every variable is explained in `.env.example`.

Development is the default and needs nothing. Production (`DJANGO_ENV=production`) refuses to start
without a secret key and the hosts it answers to.
"""

from .accounts import *
from .application import *
from .backups import *
from .interface import *
from .logs import *
from .security import *
from .site import *
from .storage import *
