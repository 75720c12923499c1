// What Swift cannot reach in ncursesw by itself: macros, variadic functions and process-wide variables, each behind a
// function. Only one thread may call these, and only between curses_start and curses_finish unless said otherwise.
#ifndef CHAT_CNCURSES_SHIM_H
#define CHAT_CNCURSES_SHIM_H

// The wide functions are declared only with this; pkg-config would define it too, but need not be there.
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

// wcwidth belongs to XSI, which the importer does not ask the headers for.
extern int wcwidth(wchar_t);

enum {
    CURSES_STARTED = 0,
    CURSES_UNKNOWN_TERMINAL = 1,
    CURSES_CANNOT_MOVE = 2,
};

/// The terminal's capability of that terminfo name, or NULL when it has none.
static inline const char *curses_capability(const char *name) {
    const char *value = tigetstr((char *)name);
    return (value == NULL || value == (const char *)-1) ? NULL : value;
}

/// Whether the terminal has the boolean capability of that terminfo name.
static inline int curses_flag(const char *name) { return tigetflag((char *)name) > 0; }

static inline void curses_finish(void) {
    endwin();
    SCREEN *screen = set_term(NULL);
    if (screen != NULL) delscreen(screen);
}

/// Enters the screen, and makes ncurses collect what it writes from then on, for one write a frame.
///
/// Version 6.4 writes at every move of the cursor, forty times a frame, until it has come back from its first pause. So
/// here is one, and what is said about it goes nowhere: the screen has been entered, and the modes have not been touched.
static inline void curses_enter(void) {
    doupdate();
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    int output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    if (nowhere >= 0 && output >= 0 && dup2(nowhere, STDOUT_FILENO) >= 0) {
        endwin();
        doupdate();
        dup2(output, STDOUT_FILENO);
    }
    if (nowhere >= 0) close(nowhere);
    if (output >= 0) close(output);
}

/// Takes the terminal on standard input and output: raw, no echo, no key decoding, one of the CURSES_ values.
static inline int curses_start(void) {
    // The window's size is the kernel's to tell, never the LINES and COLUMNS of the environment.
    use_env(FALSE);
    use_tioctl(TRUE);
    if (newterm(NULL, stdout, stdin) == NULL) return CURSES_UNKNOWN_TERMINAL;
    if (curses_capability("cup") == NULL) {
        curses_finish();
        return CURSES_CANNOT_MOVE;
    }
    raw();
    noecho();
    nonl();
    // Without this an update stops half-way as soon as a key is waiting.
    typeahead(-1);
    leaveok(stdscr, FALSE);
    scrollok(stdscr, FALSE);
    // Shifting lines or characters would carry along what was written beside ncurses. Without idlok it still scrolls by
    // regions where rows have moved; the painter reckons with that.
    idlok(stdscr, FALSE);
    idcok(stdscr, FALSE);
    curses_enter();
    return CURSES_STARTED;
}

/// Leaves the screen for a while; the next curses_update comes back to it.
static inline void curses_pause(void) { endwin(); }

/// How many colours can be used over the terminal's own paper; 0 when none.
static inline int curses_start_colours(void) {
    if (!has_colors() || start_color() == ERR || use_default_colors() == ERR) return 0;
    return COLORS;
}

/// Makes `pair` an ink on the terminal's own paper. Where colours are direct, an ink from 8 on is red, green and blue.
static inline void curses_define_pair(int pair, int ink) {
#if NCURSES_EXT_COLORS
    init_extended_pair(pair, ink, -1);
#else
    init_pair((short)pair, (short)ink, -1);
#endif
}

static inline void curses_resize(int rows, int columns) { resize_term(rows, columns); }

/// Empties the picture; the screen follows with the next curses_update.
static inline void curses_erase(void) { werase(stdscr); }

/// The next curses_update clears the screen and sends everything.
static inline void curses_redraw(void) { clearok(curscr, TRUE); }

static inline attr_t curses_bold(void) { return WA_BOLD; }
static inline attr_t curses_dim(void) { return WA_DIM; }
static inline attr_t curses_underline(void) { return WA_UNDERLINE; }
static inline attr_t curses_reverse(void) { return WA_REVERSE; }
static inline attr_t curses_italic(void) {
#ifdef WA_ITALIC
    return WA_ITALIC;
#else
    return WA_NORMAL;
#endif
}

/// Puts `count` printable ASCII bytes.
static inline void curses_put_run(
    int row, int column, const unsigned char *bytes, int count, attr_t attributes, short pair) {
    wattr_set(stdscr, attributes, pair, NULL);
    mvwaddnstr(stdscr, row, column, (const char *)bytes, count);
}

/// Puts `count` printable ASCII bytes that stand on the terminal already, in its plain style and short of the last column:
/// into the window, and into both of ncurses' own pictures, of what it means to show and of what it believes to be there.
static inline void curses_note_run(int row, int column, const unsigned char *bytes, int count) {
    WINDOW *pictures[] = {stdscr, newscr, curscr};
    for (int index = 0; index < 3; index += 1) {
        wattr_set(pictures[index], WA_NORMAL, 0, NULL);
        mvwaddnstr(pictures[index], row, column, (const char *)bytes, count);
        // Nothing of it is to be sent.
        wtouchln(pictures[index], row, 1, 0);
    }
}

/// The most code points one cell can hold.
static inline int curses_cluster_capacity(void) { return CCHARW_MAX; }

/// Puts one cluster of 1 to curses_cluster_capacity() code points; its width is that of the first.
///
/// The cell is filled by hand because setcchar stops at the second code point that has a width.
static inline void curses_put_cluster(
    int row, int column, const wchar_t *scalars, int count, attr_t attributes, short pair) {
    cchar_t cell;
    if (count < 1 || count > CCHARW_MAX) return;
    memset(&cell, 0, sizeof cell);
    memcpy(cell.chars, scalars, (size_t)count * sizeof(wchar_t));
    // ncurses adds the window's style to the cell's, so the cell has none and the window has it.
    wattr_set(stdscr, attributes, pair, NULL);
    mvwadd_wch(stdscr, row, column, &cell);
}

/// The columns the C library gives a code point; -1 when it does not know it. May be called at any time.
static inline int curses_width(wchar_t scalar) { return wcwidth(scalar); }

/// Of ncurses' own: puts a byte into what it collects. Not part of its interface, so it may be missing.
extern int _nc_outch(int) __attribute__((weak));

/// Sends what changed, and leaves the cursor there; before it, in the same write where that can be, a string.
static inline void curses_update(int row, int column, const unsigned char *before, int count) {
    if (_nc_outch != NULL) {
        for (int index = 0; index < count; index += 1) _nc_outch(before[index]);
    } else if (count > 0) {
        ssize_t written = write(STDOUT_FILENO, before, (size_t)count);
        (void)written;
    }
    wmove(stdscr, row, column);
    wnoutrefresh(stdscr);
    doupdate();
}

#endif
