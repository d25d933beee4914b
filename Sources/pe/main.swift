private import Glibc
import Shell

exit(await Face.start(Array(CommandLine.arguments.dropFirst())))
