/// What words can become.
package struct CompletionCandidates: Equatable, Sendable {
    /// Who can be addressed here, last to speak first.
    package var nicks: [String]
    /// Rooms, with their signs.
    package var rooms: [String]
    /// Networks that the person has given a name, safe to draw.
    package var networks: [String] = []
    /// Commands.
    package var commands: [SlashCommand]

    /// Settings.
    package var settings: [ClientSetting]
    /// What they are set to, safe to draw, for the list.
    package var values: [ClientSetting.Key: String] = [:]

    /// Lists in the order they are to be offered.
    package init(
        nicks: [String] = [], rooms: [String] = [], commands: [SlashCommand] = CommandTable.rows,
        settings: [ClientSetting] = ClientSetting.all
    ) {
        self.nicks = nicks
        self.rooms = rooms
        self.commands = commands
        self.settings = settings
    }
}
