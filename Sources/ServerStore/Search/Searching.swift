package import ServerCore

/// Finds posts by what they say.
extension Store {
    /// Posts of one search (soju gives 100).
    package static let searchLimit = 100

    /// The newest posts that were asked for, at most `searchLimit`, in the order they were said. Of posts of different
    /// rooms that were said in the same millisecond, those of the room with the lower number come first.
    ///
    /// - Parameter index: nil, or one that is missing or damaged, means that only the newest `Search.tailBound` posts of
    ///   the rooms are read.
    package func search(_ request: SearchRequest, in index: SearchIndex?) throws(StoreError) -> [Post] {
        guard let query = SearchQuery(request), request.limit > 0, !request.places.isEmpty else { return [] }
        return try read { pages throws(StoreError) in
            try pages.inOneView { () throws(StoreError) in
                var search = try Search(query, request, pages, index)
                return try search.newest(of: request.places)
            }
        }
    }
}
