/// What the screen says where there is no log, or not the one that was.
extension Phrase {
    static func english(_ trouble: LogTrouble) -> String {
        switch trouble {
        case .inUse(let folder): "another screen keeps the log in \(folder): this one keeps its lines in memory only"
        case .newer(let path): "the log \(path) is of a newer version of this program: lines are kept in memory only"
        case .notOurs(let path): "\(path) is no log of this program: lines are kept in memory only"
        case .damaged(let kept): "the log was damaged: it is kept as \(kept), and a new one begins"
        case .unusable(let path, let reason):
            "the log \(path) cannot be used (\(reason)): lines are kept in memory only"
        case .full: "no space is left for the log: lines are kept in memory only"
        }
    }

    static func chinese(_ trouble: LogTrouble) -> String {
        switch trouble {
        case .inUse(let folder): "另一个窗口正在使用 \(folder) 中的记录：本窗口的内容只保留在内存中"
        case .newer(let path): "记录 \(path) 来自更新版本的程序：内容只保留在内存中"
        case .notOurs(let path): "\(path) 不是本程序的记录：内容只保留在内存中"
        case .damaged(let kept): "记录已损坏：已另存为 \(kept)，并重新开始记录"
        case .unusable(let path, let reason): "记录 \(path) 无法使用（\(reason)）：内容只保留在内存中"
        case .full: "没有空间保存记录：内容只保留在内存中"
        }
    }
}
