/** The models worker as it is in a window that keeps nothing. */
import './no-database';
import '../../../workers/models';
