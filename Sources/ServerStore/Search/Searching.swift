package import ServerCore

/// Finds posts by what they say.
extension Store {
    /// Posts of one search (soju gives 100).
    package static let searchLimit = 100
    /// How long the index is asked. Words that are frequent, but hardly ever in one post, would else be looked for in all
    /// posts that hold one of them, while others wait for their pages.
    package static let searchPatience = Duration.milliseconds(35)

    /// The newest posts that were asked for, at most `searchLimit`, in the order they were said. Of posts of different
    /// rooms that were said in the same millisecond, those of the room with the lower number come first.
    ///
    /// - Parameters:
    ///   - index: nil, or one that is missing or damaged, means that only the newest `Search.tailBound` posts of the rooms
    ///     are read.
    ///   - patience: how long the index is asked; then the answer is what was found until then.
    package func search(
        _ request: SearchRequest, in index: SearchIndex?, patience: Duration = searchPatience
    ) throws(StoreError) -> [Post] {
        guard let query = SearchQuery(request), request.limit > 0, !request.places.isEmpty else { return [] }
        return try read { pages throws(StoreError) in
            try pages.inOneView { () throws(StoreError) in
                var search = try Search(query, request, pages, index, patience: patience)
                return try search.newest(of: request.places)
            }
        }
    }
}
