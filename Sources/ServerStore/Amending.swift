import ChatProtocol
import ServerCore

/// What is done to posts that were said.
extension Writer {
    /// Within a transaction, before the redaction or the edit is written itself: changes what it is about. Where that
    /// is not stored any more, nothing is.
    func amend(_ post: Post) throws(StoreError) {
        guard let about = post.kind.about, (1..<post.sequence).contains(about) else {
            throw .contradiction("post \(post.sequence) of room \(post.room.value) is about none before it")
        }
        let target: [Value] = [.integer(post.room.value), .integer(about)]
        try remember("post", where: ["room", "sequence"], are: target)
        guard case .redaction = post.kind else {
            let unlessBlank = "flags & \(PostRow.Flags.blank.rawValue) = 0"
            return try run(
                """
                UPDATE post SET text = ?3, flags = flags | \(PostRow.Flags.edited.rawValue)
                WHERE room = ?1 AND sequence = ?2 AND \(unlessBlank)
                """, target + [.text(post.text)])
        }
        // The edits hold what was taken back as well. Left alone, SQLite would look for them through the whole room.
        let redacted = "text = '', tags = NULL, flags = flags | \(PostRow.Flags.redacted.rawValue)"
        try remember("post", indexedBy: "post_about", where: ["room", "about"], are: target)
        try run("UPDATE post SET \(redacted) WHERE room = ?1 AND sequence = ?2", target)
        try run(
            """
            UPDATE post INDEXED BY post_about SET \(redacted)
            WHERE room = ?1 AND about = ?2 AND kind = \(Post.Kind.editing)
            """, target)
    }
}
