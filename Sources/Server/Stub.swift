import NIOCore
import NIOPosix
import Logging
import ServiceLifecycle
import Crypto
