import NIOSSL
import CNcurses
