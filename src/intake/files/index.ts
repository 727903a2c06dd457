/** @module Events in files, JSONL and CSV: line by line, or a whole file that can be gone on with where it stopped. */
export { FILE_FORMATS, readLine, type FileFormat, type KeptLine } from './read-line';
export { FileNotReadable, formatOf, readFileLines, type FileLine, type ReadFileOptions } from './read-file-lines';
