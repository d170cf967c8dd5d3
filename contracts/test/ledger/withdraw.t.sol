// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC6909} from "solady/tokens/ERC6909.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {Ledger} from "src/Ledger.sol";

import {Agent} from "../mocks/Agent.sol";
import {BlockingToken} from "../mocks/BlockingToken.sol";
import {FalseToken} from "../mocks/FalseToken.sol";
import {FeeToken} from "../mocks/FeeToken.sol";
import {ReenteringToken} from "../mocks/ReenteringToken.sol";
import {SilentToken} from "../mocks/SilentToken.sol";
import {LedgerBase} from "./LedgerBase.sol";

// withdraw
// ├── when the caller holds the units
// │   ├── it lowers balance and supply
// │   ├── it sends the tokens
// │   └── it emits Transfer and Withdrawn
// ├── when the caller holds fewer: it reverts
// ├── when the receiver is nobody or the Ledger: it reverts
// ├── when the token returns nothing: it pays
// ├── when the token keeps a fee: the receiver bears it, nobody else
// ├── when the token returns false: it reverts and the units stay
// ├── when the token blocks the receiver
// │   └── it reverts, and the units can go to another receiver
// └── when the token calls back
//     ├── the books show the amount as gone from the balance, not yet from the supply
//     ├── given a second withdrawal of the same units: it reverts
//     └── given a deposit within the withdrawal: it is credited less, never more
contract LedgerWithdrawTest is LedgerBase {
    /// @dev What the token saw during its own call.
    uint256 private _seenBalance;
    uint256 private _seenSupply;

    function test_paysOut(uint256 amount, uint256 part, address to) public {
        part = bound(part, 0, amount);
        vm.assume(to != address(0) && to != address(ledger));
        _fund(alice.account, amount);

        vm.prank(alice.account);
        _expectTransfer(alice.account, alice.account, address(0), id, part);
        vm.expectEmit(address(ledger));
        emit Ledger.Withdrawn(address(token), alice.account, to, part);
        ledger.withdraw(address(token), to, part);

        _assertBalance(alice.account, id, amount - part);
        assertEq(ledger.totalSupply(id), amount - part);
        assertEq(token.balanceOf(to), part);
    }

    function test_reverts_whenHoldingFewer(uint128 amount, uint256 more) public {
        more = bound(more, 1, type(uint256).max - amount);
        _fund(alice.account, amount);
        _fund(bob.account, type(uint128).max);

        vm.prank(alice.account);
        vm.expectRevert(ERC6909.InsufficientBalance.selector);
        ledger.withdraw(address(token), alice.account, amount + more);
    }

    function test_reverts_whenReceiverIsNobodyOrLedger(uint128 amount) public {
        _fund(alice.account, amount);
        vm.startPrank(alice.account);

        vm.expectRevert(abi.encodeWithSelector(Ledger.NotAReceiver.selector, address(0)));
        ledger.withdraw(address(token), address(0), amount);

        vm.expectRevert(abi.encodeWithSelector(Ledger.NotAReceiver.selector, address(ledger)));
        ledger.withdraw(address(token), address(ledger), amount);
    }

    function test_pays_whenTokenReturnsNothing(uint128 amount) public {
        SilentToken silent = new SilentToken();
        silent.mint(alice.account, amount);
        vm.startPrank(alice.account);
        silent.approve(address(ledger), amount);
        ledger.deposit(address(silent), alice.account, amount, amount);

        ledger.withdraw(address(silent), bob.account, amount);

        assertEq(silent.balanceOf(bob.account), amount);
    }

    function test_receiverBearsFee(uint256 amount, uint256 others) public {
        amount = _amount(amount);
        others = _amount(others);
        FeeToken feeToken = new FeeToken();
        uint256 feeId = _idOf(address(feeToken));
        _fund(address(feeToken), alice.account, amount);
        _fund(address(feeToken), bob.account, others);
        uint256 units = ledger.balanceOf(alice.account, feeId);

        vm.prank(alice.account);
        ledger.withdraw(address(feeToken), alice.account, units);

        assertEq(feeToken.balanceOf(alice.account), units - feeToken.feeOf(units));
        assertEq(feeToken.balanceOf(address(ledger)), ledger.balanceOf(bob.account, feeId));
        assertEq(ledger.totalSupply(feeId), ledger.balanceOf(bob.account, feeId));
    }

    function test_reverts_whenTokenReturnsFalse(uint128 amount) public {
        FalseToken falseToken = new FalseToken();
        _fund(address(falseToken), alice.account, amount);
        falseToken.fail();

        vm.prank(alice.account);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        ledger.withdraw(address(falseToken), alice.account, amount);
        _assertBalance(alice.account, _idOf(address(falseToken)), amount);
    }

    function test_reverts_whenTokenBlocksReceiver(uint128 amount) public {
        BlockingToken blocking = new BlockingToken();
        _fund(address(blocking), alice.account, amount);
        blocking.block_(alice.account, true);
        vm.startPrank(alice.account);

        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        ledger.withdraw(address(blocking), alice.account, amount);

        ledger.withdraw(address(blocking), bob.account, amount);
        assertEq(blocking.balanceOf(bob.account), amount);
    }

    function test_showsNoCreditInFlight_whenTokenCallsBack(uint128 amount, uint256 part, bool early) public {
        part = bound(part, 0, amount);
        ReenteringToken hostile = _hostile(alice.account, amount, early);
        hostile.arm(address(this), abi.encodeCall(this.look, (address(hostile), alice.account)));

        vm.prank(alice.account);
        ledger.withdraw(address(hostile), alice.account, part);

        assertTrue(hostile.succeeded());
        assertEq(_seenBalance, amount - part);
        assertEq(_seenSupply, uint256(amount) + type(uint128).max);
    }

    function test_reverts_whenWithdrawingTheSameTwice(uint256 amount, bool early) public {
        amount = _amount(amount);
        Agent attacker = new Agent();
        ReenteringToken hostile = _hostile(address(attacker), amount, early);
        bytes memory withdrawal = abi.encodeCall(Ledger.withdraw, (address(hostile), address(attacker), amount));
        hostile.arm(address(attacker), abi.encodeCall(Agent.act, (address(ledger), withdrawal)));

        attacker.act(address(ledger), withdrawal);

        assertFalse(hostile.succeeded());
        assertEq(hostile.result(), abi.encodeWithSelector(ERC6909.InsufficientBalance.selector));
        assertEq(hostile.balanceOf(address(attacker)), amount);
    }

    function test_creditsLess_whenDepositingWithinWithdrawal(uint128 amount, uint128 again, bool early) public {
        Agent attacker = new Agent();
        ReenteringToken hostile = _hostile(address(attacker), amount, early);
        uint256 hostileId = _idOf(address(hostile));
        hostile.mint(address(attacker), again);
        attacker.act(address(hostile), abi.encodeCall(hostile.approve, (address(ledger), again)));
        bytes memory deposit = abi.encodeCall(Ledger.deposit, (address(hostile), address(attacker), again, 0));
        hostile.arm(address(attacker), abi.encodeCall(Agent.act, (address(ledger), deposit)));

        attacker.act(address(ledger), abi.encodeCall(Ledger.withdraw, (address(hostile), address(attacker), amount)));

        assertTrue(hostile.succeeded());
        // Before the tokens left, the deposit is whole; after, the amount in flight still counts as outstanding.
        uint256 credited = early ? again : again > amount ? again - amount : 0;
        _assertBalance(address(attacker), hostileId, credited);
        assertEq(ledger.totalSupply(hostileId), credited + type(uint128).max);
        assertGe(hostile.balanceOf(address(ledger)), ledger.totalSupply(hostileId));
    }

    function look(address hostile, address holder) external {
        _seenBalance = ledger.balanceOf(holder, _idOf(hostile));
        _seenSupply = ledger.totalSupply(_idOf(hostile));
    }

    function _hostile(address holder, uint256 amount, bool early) private returns (ReenteringToken hostile) {
        hostile = new ReenteringToken();
        hostile.strikeEarly(early);
        _fund(address(hostile), carol.account, type(uint128).max);
        _fund(address(hostile), holder, amount);
    }
}
