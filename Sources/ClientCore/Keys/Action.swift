/// What a key asks for.
package enum Action: Hashable, Sendable {
    // Writing
    case submit, insertNewline
    case moveLeft, moveRight, moveWordLeft, moveWordRight, moveToLineStart, moveToLineEnd
    case deleteBackward, deleteForward, deleteWordBackward, deleteWordForward, deleteToLineStart, deleteToLineEnd
    case yank, transpose, undo, redo
    case upperCaseWord, lowerCaseWord, capitaliseWord
    /// The last word of the line that was sent last, and with the same key again of the one before.
    case insertLastWord
    /// A list of the lines sent from this input, to choose one from.
    case searchHistory
    case completeNext, completePrevious
    /// To the line above in the text, in its first line to the earlier one of the history.
    case lineUp
    /// To the line below in the text, in its last line to the later one of the history.
    case lineDown

    // Reading
    case scrollPageUp, scrollPageDown, scrollLinesUp, scrollLinesDown, scrollToOldest, scrollToNewest

    // A line in hand
    /// Takes the newest line on the screen in hand; again, the one before it.
    case select
    case find
    case selectEarlier, selectLater, answer, react, edit, redact, copy

    // Switching
    case nextBuffer, previousBuffer, nextUnread, goTo
    /// The list of what spoke to the person.
    case mentions
    /// The buffer at that place of the list, from 1.
    case buffer(Int)

    // The program
    /// Shows what is hidden in messages, or covers it again.
    case toggleHidden
    case help, members, toggleRooms, toggleMembers, redraw, suspend
    /// Closes what is open on top (a list, a question); else goes back to the newest line.
    case cancel
    /// Clears the input line; on an empty one asks whether to quit.
    case interrupt
}
