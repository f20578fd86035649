/** What a trial itself needs, fetched when the first one runs. */
export { measureWay } from './measure-way';
export { bestOfEach, nextWay } from './next-way';
