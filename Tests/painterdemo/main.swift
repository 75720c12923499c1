import Client
import Glibc

// A program for the tests of the terminal: it draws what it is told on standard input, one order a line (Enter).
//
//   put ROW COLUMN INK TEXT   link ROW COLUMN INK TEXT (its addresses are links)   blank ROW COLUMN COUNT   redraw   cursor ROW COLUMN   hide   title TEXT   clear   note TEXT (on standard error)
//   hold, show (nothing is drawn between them)
//   talk (the client itself, in #lobby)   hear HEX (from its server)   press HEX (keys)   save FILE (the picture's text)
//   trap   overflow   exit (without giving the terminal back)   quit          Ctrl-Z suspends
//
// Any other order draws the same picture again.
do {
    let events = try EventSource()
    var session = Session(terminal: try Terminal(events: events), events: events)
    session.run()
} catch {
    print(error)
    exit(2)
}
