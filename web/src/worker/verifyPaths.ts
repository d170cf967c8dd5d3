/** Where the page is that checks proofs; it is a page of its own. */
export const verifyPaths = ['/verify', '/verify.html']
