/// What stands in one column of one row.
enum Value: Equatable, Sendable {
    case null
    case integer(Int64)
    case text(String)

    init(_ number: Int64?) {
        self = number.map { .integer($0) } ?? .null
    }

    init(_ text: String?) {
        self = text.map { .text($0) } ?? .null
    }

    init(_ isTrue: Bool?) {
        self = isTrue.map { .integer($0 ? 1 : 0) } ?? .null
    }
}

extension PreparedStatement {
    func bind(_ value: Value, at index: Int32) {
        switch value {
        case .null: bind(nil, at: index)
        case .integer(let number): bind(number, at: index)
        case .text(let text): bind(text, at: index)
        }
    }

    /// Binds these from the first parameter on.
    func bind(_ values: [Value]) {
        for (index, value) in values.enumerated() { bind(value, at: Int32(index + 1)) }
    }

    /// The whole row, as it is.
    func row() throws(StoreError) -> [Value] {
        var row: [Value] = []
        for column in 0..<columns { row.append(try value(column)) }
        return row
    }

    /// What stands in a column, as it is.
    func value(_ column: Int32) throws(StoreError) -> Value {
        if isNull(column) { return .null }
        return isInteger(column) ? .integer(try integer(column)) : .text(try lines(column))
    }
}
