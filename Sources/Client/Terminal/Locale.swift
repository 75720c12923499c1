import Glibc

/// The process's locale, as ncurses needs it: its tables of widths are those of the locale's character set.
enum Locale {
    /// Tried in this order when the environment's own locale is missing or not UTF-8.
    private static let substitutes = ["C.UTF-8", "en_US.UTF-8", "zh_CN.UTF-8"]

    /// Takes the environment's locale and mends its character set to UTF-8; numbers stay as in C.
    ///
    /// Must run before ncurses starts and before there is a second thread. False when no UTF-8 locale is installed.
    static func prepare() -> Bool {
        if setlocale(LC_ALL, "") == nil { _ = setlocale(LC_ALL, "C") }
        _ = setlocale(LC_NUMERIC, "C")
        if isUTF8 { return true }
        for name in substitutes where setlocale(LC_CTYPE, name) != nil && isUTF8 { return true }
        return false
    }

    private static var isUTF8: Bool {
        guard let name = nl_langinfo(nl_item(CODESET)) else { return false }
        return String(cString: name).uppercased() == "UTF-8"
    }
}
