/// Own lines of an earlier run of which nobody knew whether they arrived, and those that did not arrive.
extension Model {
    /// History has told all that it knows: what it did not bring did not arrive.
    mutating func decideUncertain(in index: Int) {
        guard buffers[index].hasUncertain else { return }
        buffers[index].hasUncertain = false
        let uncertain = Line.Delivery.failed(phrase(.perhapsNotSent))
        let lost = Line.Delivery.failed(phrase(.notSent))
        for line in buffers[index].transcript.lines where line.delivery == uncertain {
            buffers[index].transcript.change(line.number) {
                $0.delivery = lost
                $0.mayHaveArrived = false
            }
        }
    }

    /// `/again`: what failed here is said once more, in the order in which it was said, behind what was said since.
    mutating func sayFailedAgain() {
        let failed = buffers[current].transcript.lines.filter { line in
            guard case .failed = line.delivery else { return false }
            return line.said != nil
        }
        guard !failed.isEmpty else { return show(.nothingToSayAgain) }
        for line in failed {
            buffers[current].transcript.remove(line.number)
            say(line.said ?? "", isAction: line.kind == .action, answering: line.quote, in: current)
        }
    }
}
