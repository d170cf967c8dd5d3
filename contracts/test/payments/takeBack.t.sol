// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Payouts} from "src/Payouts.sol";
import {PayoutAccount} from "src/types/Payout.sol";

import {Token} from "../mocks/Token.sol";
import {PayoutsBase} from "./PayoutsBase.t.sol";

// takeBack
// ├── when the caller does not own the payout account: it reverts
// ├── when the account holds none of the units: it reverts
// └── else: the owner has all of them: the account's own, those of another series, and tokens that were swept
contract PaymentsTakeBackTest is PayoutsBase {
    function testFuzz_takesBack(uint128 amount) public {
        PayoutAccount memory to = _payout();
        amount = uint128(bound(amount, 1, type(uint128).max));
        _fund(to, amount);

        assertEq(_takeBack(to, id), amount);

        assertEq(_heldBy(alice.account), amount);
        assertEq(_heldBy(_addressOf(to)), 0);
        _assertTotals(0, 0, 0);
        _assertBalanced(amount);
    }

    function testFuzz_takesBackForeignUnits(uint96 series, uint256 amount) public {
        PayoutAccount memory to = _payout();
        amount = bound(amount, 1, type(uint256).max);
        uint256 foreign = _idOf(uint96(bound(series, 1, type(uint96).max >> 1)), makeAddr("issuer"));
        _issue(foreign, _addressOf(to), amount);
        _fund(to, 500);

        assertEq(_takeBack(to, foreign), amount);

        assertEq(ledger.balanceOf(alice.account, foreign), amount);
        assertEq(_heldBy(_addressOf(to)), 500);
    }

    function test_takesBackTokens() public {
        PayoutAccount memory to = _payout();
        Token token = new Token();
        token.mint(_addressOf(to), 70);
        ledger.sweep(address(payments), _payoutKey(to), address(token));

        assertEq(_takeBack(to, _idOf(address(token))), 70);
        assertEq(ledger.balanceOf(alice.account, _idOf(address(token))), 70);
    }

    function testFuzz_reverts_whenNotTheOwner(address caller) public {
        PayoutAccount memory to = _payout();
        vm.assume(caller != to.owner);
        _fund(to, 500);

        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(Payouts.NotTheOwner.selector, caller, to.owner));
        payments.takeBack(to, id);
    }

    /// @dev Owning one account gives nothing of another's: the owner is part of the key.
    function testFuzz_reverts_whenNothingToPayOut(address owner) public {
        PayoutAccount memory to = _payout();
        _fund(to, 500);
        vm.assume(owner != to.owner);
        to.owner = owner;

        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Payouts.NothingToPayOut.selector, _payoutKey(to)));
        payments.takeBack(to, id);
    }

    /// forge-config: default.isolate = true
    function test_gas() public {
        PayoutAccount memory to = _payout();
        _fund(to, 500);
        _takeBack(to, id);
        vm.snapshotGasLastCall("payments", "takeBack");
    }

    function _takeBack(PayoutAccount memory to, uint256 id_) private returns (uint256) {
        vm.prank(to.owner);
        return payments.takeBack(to, id_);
    }
}
