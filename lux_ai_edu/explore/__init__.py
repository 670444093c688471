"""Explainers: for each idea one picture that the learner can move."""
