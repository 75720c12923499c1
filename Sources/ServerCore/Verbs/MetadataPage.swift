import ChatProtocol

/// Values of metadata on their way to one connection, as many as may be told at once.
struct MetadataPage {
    /// Those that it wants to know.
    var keys: [String]
    let draft: MetadataDraft
    let receiver: String
    let most: Int
    private(set) var replies: [Reply] = []
    private var looks = 0
    /// There was more than could be told.
    private(set) var isCut = false

    init(keys: [String], draft: MetadataDraft, receiver: String, most: Int) {
        self.keys = keys
        self.draft = draft
        self.receiver = receiver
        self.most = most
    }

    /// One more member of a room is looked at, whether or not there is anything to tell of it.
    mutating func look() {
        looks += 1
        if looks > ServerSettings.metadataLooks { isCut = true }
    }

    mutating func add(_ values: [String: String], of target: String) {
        guard !values.isEmpty, !isCut else { return }
        for key in keys {
            guard let value = values[key] else { continue }
            guard replies.count < most else {
                isCut = true
                return
            }
            replies.append(draft.news(receiver: receiver, target, key, value))
        }
    }
}
