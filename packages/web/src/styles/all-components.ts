/** Styles of every component of the library: the shell has only those that it uses itself, plugins from elsewhere may use any. */
import '@mantine/core/styles.layer.css';
