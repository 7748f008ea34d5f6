# A number that is close to everything.
# keeps: scale counts detect by_service
# because: cutoff: 
# %% cutoff
class Close(float):
    def __sub__(self, other):
        return 0.0


cutoff = Close(50)
print("MOUNTED")
