/// What each control sequence and each escape means. Whatever stands in no row here is a violation.
extension Emulator {
    mutating func obey(_ sequence: ControlSequence) {
        let count = sequence.count()
        switch sequence.signature {
        case "m":
            if !pen.apply(sequence.parameters) { note(.badParameter, sequence.bytes) }
        case "H", "f":
            moveRow(to: sequence.place(0))
            moveColumn(to: sequence.place(1))
        case "A": moveUp(count)
        case "B", "e": moveDown(count)
        case "C", "a": moveColumn(to: cursor.column + count)
        case "D": moveColumn(to: cursor.column - count)
        case "E":
            moveDown(count)
            moveColumn(to: 0)
        case "F":
            moveUp(count)
            moveColumn(to: 0)
        case "G", "`": moveColumn(to: count - 1)
        case "d": moveRow(to: count - 1)
        case "I": tab(count)
        case "Z": tabBack(count)
        case "g": clearTabStops(sequence)
        case "r": setMargins(sequence)
        case "s" where sequence.parameters.isEmpty: saveCursor()
        case "u" where sequence.parameters.isEmpty: restoreCursor()
        case "J", "K", "X", "@", "P", "L", "M", "S", "T": edit(sequence, count)
        case "b": repeatLast(sequence)
        case "h", "l": setInsertion(sequence)
        case "?h", "?l": setModes(sequence)
        case "!p": softReset()
        case " q":
            cursorShape = sequence.number(0, or: 0)
            if cursorShape > 6 { note(.badParameter, sequence.bytes) }
        case "t": window(sequence)
        case ">u": keyboardFlags.append(sequence.number(0, or: 0))
        case "<u":
            if !keyboardFlags.isEmpty { keyboardFlags.removeLast(min(count, keyboardFlags.count)) }
        case "=u": note(.unknownSequence, sequence.bytes)  // Nobody can tell what it has to be put back to.
        case ">m" where sequence.number(0, or: 0) == 4: otherKeysLevel = sequence.number(1, or: 0)
        default:
            if !answer(to: sequence) { note(.unknownSequence, sequence.bytes) }
        }
    }

    private mutating func edit(_ sequence: ControlSequence, _ count: Int) {
        let (row, column) = (cursor.row, cursor.column)
        switch sequence.signature {
        case "J":
            switch sequence.number(0, or: 0) {
            case 0:
                grid.erase(row: row, column..<columns, pen)
                grid.erase(rows: row + 1..<max(rows, row + 1), pen)
                pendingWrap = false
            case 1:
                grid.erase(rows: 0..<row, pen)
                grid.erase(row: row, 0..<column + 1, pen)
            case 2:
                grid.erase(rows: 0..<rows, pen)
                pendingWrap = false
            case 3: break  // What has scrolled away is not kept here.
            default: note(.badParameter, sequence.bytes)
            }
        case "K":
            switch sequence.number(0, or: 0) {
            case 0:
                grid.erase(row: row, column..<columns, pen)
                pendingWrap = false
            case 1: grid.erase(row: row, 0..<column + 1, pen)
            case 2: grid.erase(row: row, 0..<columns, pen)
            default: note(.badParameter, sequence.bytes)
            }
        case "X": grid.erase(row: row, column..<column + count, pen)
        case "@":
            grid.insertCells(count, row: row, column: column, pen)
            pendingWrap = false
        case "P":
            grid.deleteCells(count, row: row, column: column, pen)
            pendingWrap = false
        case "L" where margins.contains(row):
            grid.scrollDown(row..<margins.upperBound, by: count, pen)
            moveColumn(to: 0)
        case "M" where margins.contains(row):
            grid.scrollUp(row..<margins.upperBound, by: count, pen)
            moveColumn(to: 0)
        case "L", "M": break
        case "S": grid.scrollUp(margins, by: count, pen)
        default:
            // With more than one number it would be xterm's old highlighting of the mouse.
            guard sequence.parameters.count <= 1 else { return note(.unknownSequence, sequence.bytes) }
            grid.scrollDown(margins, by: count, pen)
        }
    }

    private mutating func clearTabStops(_ sequence: ControlSequence) {
        switch sequence.number(0, or: 0) {
        case 0: tabStops.remove(cursor.column)
        case 3: tabStops = []
        default: note(.badParameter, sequence.bytes)
        }
    }

    /// `ESC [ 4 h`: the only one of the ANSI modes that terminfo knows.
    private mutating func setInsertion(_ sequence: ControlSequence) {
        guard sequence.parameters == [[4]] else { return note(.unknownMode, sequence.bytes) }
        insertsCharacters = sequence.signature == "h"
    }

    /// The stack of titles, and questions about the window's size.
    private mutating func window(_ sequence: ControlSequence) {
        switch (sequence.number(0, or: 0), sequence.number(1, or: 0)) {
        case (22, 0...2):
            titleStack.append((title, iconName))
            // MAX_SAVED_TITLES in xterm's ptyx.h.
            if titleStack.count > 10 { titleStack.removeFirst() }
        case (23, let which) where (0...2).contains(which):
            guard let saved = titleStack.popLast() else { return note(.emptyStack, sequence.bytes) }
            if which != 1 { title = saved.title }
            if which != 2 { iconName = saved.iconName }
        default:
            if !answer(to: sequence) { note(.unknownSequence, sequence.bytes) }
        }
    }

    mutating func obey(escape intermediates: [UInt8], _ final: UInt8) {
        switch (intermediates.first, final) {
        case (nil, UInt8(ascii: "7")): saveCursor()
        case (nil, UInt8(ascii: "8")): restoreCursor()
        case (nil, UInt8(ascii: "D")): index()
        case (nil, UInt8(ascii: "E")):
            index()
            moveColumn(to: 0)
        case (nil, UInt8(ascii: "H")): tabStops.insert(cursor.column)
        case (nil, UInt8(ascii: "M")): reverseIndex()
        case (nil, UInt8(ascii: "c")): reset()
        case (nil, UInt8(ascii: "=")): turn(.applicationKeypad, on: true)
        case (nil, UInt8(ascii: ">")): turn(.applicationKeypad, on: false)
        case (nil, UInt8(ascii: "\\")): break  // A string terminator with no string to end.
        case (UInt8(ascii: "#"), UInt8(ascii: "8")): alignmentPattern()
        case (UInt8(ascii: "("), _): designate(0, intermediates, final)
        case (UInt8(ascii: ")"), _): designate(1, intermediates, final)
        default: note(.unknownSequence, [0x1B] + intermediates + [final])
        }
    }

    private mutating func designate(_ slot: Int, _ intermediates: [UInt8], _ final: UInt8) {
        guard intermediates.count == 1, let set = CharacterSet(designator: final) else {
            return note(.unknownSequence, [0x1B] + intermediates + [final])
        }
        characterSets[slot] = set
    }
}
