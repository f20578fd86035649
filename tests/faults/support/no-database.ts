/** Imported before anything else of a worker, it takes the database away, as private windows do. */
IDBFactory.prototype.open = () => {
  throw new DOMException('blocked', 'SecurityError');
};
