import { createPost, type PostParameters } from './post.ts'

const interval = 2_000

/** Sends mail as it becomes due. */
export function watchMail(parameters: PostParameters): () => void {
  const post = createPost(parameters)
  let stopped = false
  let timer: NodeJS.Timeout | undefined

  async function look() {
    try {
      await post.sendDue()
    } catch {
      // The database does not answer; what is due stays due.
    }
    if (!stopped) timer = setTimeout(look, interval)
  }
  void look()

  return () => {
    stopped = true
    clearTimeout(timer)
    post.close()
  }
}
