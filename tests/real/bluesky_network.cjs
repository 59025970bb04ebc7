// A whole Bluesky network on this machine (npm @atproto/dev-env): says where it is, then does what it is told, a line each.
const { createRequire } = require('node:module')
const readline = require('node:readline')

const { TestNetwork } = createRequire(`${process.env.LISTEN_BLUESKY_NETWORK}/package.json`)('@atproto/dev-env')

const main = async () => {
  const network = await TestNetwork.create({ dbPostgresSchema: 'listen' })
  const agent = network.pds.getClient ? network.pds.getClient() : network.pds.getAgent()
  await agent.createAccount({ handle: 'kim.test', password: 'geheim', email: 'kim@example.com' })
  const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`)
  say({ url: network.pds.url })
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const told = JSON.parse(line)
    let done = {}
    for (const text of told.posts ?? []) done = await agent.post({ text })
    if (told.delete) await agent.deletePost(told.delete)
    await network.processAll()
    say({ uri: done.uri ?? null })
  }
  process.exit(0)
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
