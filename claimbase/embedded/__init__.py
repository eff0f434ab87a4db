"""PostgreSQL and Valkey from wheels, for a machine that has neither.

Every process that needs the servers *holds* them: a shared lock on `users.lock` in the data
directory. A detached *keeper* process owns both servers; it stops them when nobody holds them any
more. Servers listen on unix sockets in a private directory, so their addresses follow from the data
directory alone.
"""

from claimbase.embedded.addresses import Addresses, addresses
from claimbase.embedded.holding import EmbeddedError, Hold, hold

__all__ = ["Addresses", "EmbeddedError", "Hold", "addresses", "hold"]
