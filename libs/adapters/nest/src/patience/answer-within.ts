/**
 * The answer, or `otherwise` when the question fails or takes longer: whoever wants to say that something hangs must not hang with it.
 * The question itself is not called off.
 */
export async function answerWithin<T, Otherwise>(
  patienceMs: number,
  question: Promise<T>,
  otherwise: Otherwise,
): Promise<T | Otherwise> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<Otherwise>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), patienceMs);
  });
  try {
    return await Promise.race([question.catch(() => otherwise), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
