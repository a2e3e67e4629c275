"""What float32 can hold, in which every training computes."""

import torch

LARGEST = torch.finfo(torch.float32).max
SMALLEST = torch.finfo(torch.float32).smallest_normal  # below, float32 has fewer digits, and soon none
