/** The browser writes beside the file, and puts it in its place when it is whole. */
export async function writePlaced(
  file: FileSystemFileHandle,
  pieces: AsyncIterable<Uint8Array>,
): Promise<void> {
  const stream = await file.createWritable();
  try {
    for await (const piece of pieces) await stream.write(piece as Uint8Array<ArrayBuffer>);
    await stream.close();
  } catch (error) {
    await stream.abort().catch(() => undefined);
    throw error;
  }
}
