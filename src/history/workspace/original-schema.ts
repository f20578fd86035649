import * as v from 'valibot';
import { MAX_ORIGINAL_LENGTH, MAX_PICTURE_BYTES, MAX_PICTURES_BYTES } from '../../contracts/original-mail';
import { id, text } from './message-schema';

/** A code unit takes three bytes at most, and what cannot be packed any further grows a little. */
const MAX_GZIP_BYTES = 3 * MAX_ORIGINAL_LENGTH + 4096;

const bytesUpTo = (most: number) =>
  v.pipe(
    v.instance(Uint8Array),
    v.check(({ byteLength }) => byteLength <= most, 'more bytes than are kept'),
  );

/** No larger than what an import of mail keeps: a file must not fill the disk with what no mail brings. */
export const ORIGINAL = v.looseObject({
  id,
  gzip: bytesUpTo(MAX_GZIP_BYTES),
  shortened: v.boolean(),
  pictures: v.optional(
    v.pipe(
      v.array(v.looseObject({ contentId: text, bytes: bytesUpTo(MAX_PICTURE_BYTES) })),
      v.check(
        (pictures) => pictures.reduce((sum, { bytes }) => sum + bytes.byteLength, 0) <= MAX_PICTURES_BYTES,
        'more pictures than are kept',
      ),
    ),
  ),
});
