/** Places that the user picked, and what lies in them. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Session } from './session.ts';

/** The system's pickers cannot be driven; what lies in the browser's own storage has the same handles. */
export async function pick(page: Page, kind: 'folder' | 'ZIP file', name: string): Promise<void> {
  await page.evaluate((wanted) => {
    const openRoot = () => navigator.storage.getDirectory();
    Object.assign(globalThis, {
      showDirectoryPicker: async () => (await openRoot()).getDirectoryHandle(wanted, { create: true }),
      showSaveFilePicker: async () => (await openRoot()).getFileHandle(wanted, { create: true }),
    });
  }, name);
  await page.getByRole('radio', { name: new RegExp(`A ${kind} of your choice`) }).click();
  await expect(page.getByText(`Chosen: ${name}`)).toBeVisible();
}

/** Every file in the folder `Backups`. */
export const listPlaced = (page: Page) =>
  page.evaluate(async () => {
    const names: string[] = [];
    const walk = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const [name, entry] of folder as unknown as AsyncIterable<[string, FileSystemHandle]>)
        if (entry.kind === 'directory') await walk(entry as FileSystemDirectoryHandle, `${path}${name}/`);
        else names.push(`${path}${name}`);
    };
    await walk(await (await navigator.storage.getDirectory()).getDirectoryHandle('Backups'), '');
    return names.sort();
  });

/** How long each of them is, while others may come and go. */
export const listSizes = (page: Page) =>
  page.evaluate(async () => {
    const sizes: Record<string, number> = {};
    const look = async (entry: FileSystemHandle, path: string): Promise<void> => {
      if (entry.kind === 'directory') await walk(entry as FileSystemDirectoryHandle, `${path}/`);
      else sizes[path] = (await (entry as FileSystemFileHandle).getFile()).size;
    };
    const walk = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const [name, entry] of folder as unknown as AsyncIterable<[string, FileSystemHandle]>)
        await look(entry, path + name).catch((error: DOMException) => {
          // Gone since it was listed.
          if (error.name !== 'NotFoundError') throw error;
        });
    };
    await walk(await (await navigator.storage.getDirectory()).getDirectoryHandle('Backups'), '');
    return sizes;
  });

/** The text of a file in it. */
export const readPlaced = (page: Page, path: string): Promise<string> =>
  page.evaluate(async (wanted) => {
    const names = wanted.split('/');
    const name = names.pop() ?? '';
    let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('Backups');
    for (const each of names) folder = await folder.getDirectoryHandle(each);
    return (await (await folder.getFileHandle(name)).getFile()).text();
  }, path);

/** A file of the user's own in it. */
export const writePlaced = (page: Page, path: string, text: string) =>
  page.evaluate(
    async ([wanted, content]) => {
      const names = (wanted ?? '').split('/');
      let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('Backups');
      for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name);
      const file = await folder.getFileHandle(names.at(-1) ?? '', { create: true });
      const stream = await file.createWritable();
      await stream.write(content ?? '');
      await stream.close();
    },
    [path, text],
  );

/** The folder as it is when a picture was saved in another form then: a WebP where there is a JPEG now. */
export async function keepAsWebp(page: Page, folder: string, path: string): Promise<void> {
  await page.evaluate(
    async ([archive, name]) => {
      const root = await navigator.storage.getDirectory();
      const open = await (await root.getDirectoryHandle('Backups')).getDirectoryHandle(archive ?? '');
      const names = (name ?? '').split('/');
      let inner = open;
      for (const each of names.slice(0, -1)) inner = await inner.getDirectoryHandle(each);
      const old = names.at(-1) ?? '';
      const rewrite = async (place: FileSystemDirectoryHandle, as: string, content: Blob | string) => {
        const stream = await (await place.getFileHandle(as, { create: true })).createWritable();
        await stream.write(content);
        await stream.close();
      };
      await rewrite(inner, old.replace('.jpg', '.webp'), await (await inner.getFileHandle(old)).getFile());
      await inner.removeEntry(old);
      const manifest = await (await (await open.getFileHandle('manifest.json')).getFile()).text();
      await rewrite(
        open,
        'manifest.json',
        manifest.replaceAll(name ?? '', (name ?? '').replace('.jpg', '.webp')),
      );
    },
    [folder, path],
  );
}

/** A copy on the disk of a file that was picked. */
export async function takePicked(session: Session, page: Page, name: string): Promise<string> {
  const text = await page.evaluate(async (wanted) => {
    const handle = await (await navigator.storage.getDirectory()).getFileHandle(wanted);
    const read = (file: File) =>
      new Promise<string>((resolve, reject) => {
        const reader = new FileReader();
        reader.onload = () => resolve(String(reader.result));
        reader.onerror = () => reject(reader.error);
        reader.readAsDataURL(file);
      });
    // Another file has taken its place since it was opened: that one is meant.
    const readAgain = async (error: DOMException): Promise<string> => {
      if (error.name !== 'NotReadableError' && error.name !== 'NotFoundError') throw error;
      return read(await handle.getFile());
    };
    return read(await handle.getFile()).catch(readAgain);
  }, name);
  const path = join(session.root, name);
  await writeFile(path, Buffer.from(text.slice(text.indexOf(',') + 1), 'base64'));
  return path;
}
