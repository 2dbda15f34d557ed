/// Joins two pseudo-terminals by a model of a serial line.
public enum VirtualLine {}
