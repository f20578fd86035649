/** A piece of text on a page, in points from the upper left corner of the page as it is shown. */
export interface TextFragment {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** Of the base line. */
  readonly y: number;
  /** Height of the letters' em square. */
  readonly size: number;
}

export interface TextPage {
  /** From 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  /** In the order of the file. */
  readonly fragments: readonly TextFragment[];
}
