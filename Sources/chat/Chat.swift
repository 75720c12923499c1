import ArgumentParser
@main struct Chat: ParsableCommand { func run() {} }
